"""How much has been published in each written form of Norwegian."""
