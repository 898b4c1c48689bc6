"""Plain Python: what a packet holds, what of it may be told, how it is signed and follows on."""
