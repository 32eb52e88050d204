"""The editors' sections: facts and labels in one form, the pages of words beside them."""
