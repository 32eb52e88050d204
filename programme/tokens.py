"""Uses of the keys by which a speaker opens the own profile."""

LINK, STAY = "programme.profile.link", "programme.profile.stay"
