"""How an act becomes part of the province: envelope, judgement, ledger, receipt."""
