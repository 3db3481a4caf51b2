package revocation

import (
	"context"
	"errors"
	"time"
)

// ErrFull is returned by a bounded store that would have to forget a live revocation to take another one.
var ErrFull = errors.New("revocation store is full")

// Store keeps revocations. Every method is safe for concurrent use. An error means that nothing is known, and whoever
// asked must refuse.
type Store interface {
	// Check reports whether any anchor is revoked and the delegation epoch of zone, both in one step; the epoch is 0
	// where none was set or zone is "". An empty anchor is never revoked. anchors is neither kept nor changed.
	Check(ctx context.Context, zone string, anchors []string) (revoked bool, epoch int64, err error)
	// Revoke revokes the anchors for ttl from now; a longer revocation that is already there stays. ttl must be at
	// least the longest life of a mandate. When it returns nil the revocation is in force for every later Check.
	Revoke(ctx context.Context, ttl time.Duration, anchors ...string) error
	// AdvanceEpoch raises the delegation epoch of zone; one that is already higher stays. Epochs do not expire.
	AdvanceEpoch(ctx context.Context, zone string, epoch int64) error
	// Ready returns why the store could not answer or could not take a revocation right now, or nil.
	Ready(ctx context.Context) error
}
