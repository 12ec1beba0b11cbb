"""What leaves the register for other systems, and what comes in from them: feed, outbox, recalls, snapshots,
other regions.
"""
