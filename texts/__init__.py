"""Every sentence a person reads, by code, in Danish and English."""
