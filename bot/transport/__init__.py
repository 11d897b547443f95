"""Ways to a chat network. Each keeps the protocol of bot.contract and passes the same contract suite."""
