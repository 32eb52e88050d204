"""The released programme in other software's formats, and on paper."""
