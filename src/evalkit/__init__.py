"""evalkit: from village ledgers (台账) to a verdict on assistance (驻村帮扶)."""
