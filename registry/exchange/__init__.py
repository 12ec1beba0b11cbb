"""What leaves the register for others, and what comes in from them: feed, outbox, snapshots, proofs, regions."""
