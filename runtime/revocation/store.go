package revocation

import (
	"context"
	"errors"
	"slices"
	"time"
)

// ErrFull is returned by a bounded store that would have to forget a live revocation to take another one.
var ErrFull = errors.New("revocation store is full")

// ErrArgument is returned, wrapped, for what cannot be meant: no anchor, an empty one, no time to live, no zone, a
// negative epoch. Nothing was changed.
var ErrArgument = errors.New("revocation: bad argument")

// Store keeps revocations. Every method is safe for concurrent use. An error means that nothing is known, and whoever
// asked must refuse.
type Store interface {
	// Check reports whether any anchor is revoked and the delegation epoch of zone, both in one step; the epoch is 0
	// where none was set. An empty anchor is never revoked. anchors is neither kept nor changed.
	Check(ctx context.Context, zone string, anchors []string) (revoked bool, epoch int64, err error)
	// Revoke revokes the anchors for ttl from now; a longer revocation that is already there stays. ttl must be at
	// least what is left of the longest mandate. When it returns nil, every later Check sees the revocation.
	Revoke(ctx context.Context, ttl time.Duration, anchors ...string) error
	// AdvanceEpoch raises the delegation epoch of zone; one that is already higher stays. When it returns nil, every
	// later Check sees it.
	AdvanceEpoch(ctx context.Context, zone string, epoch int64) error
	// Ready returns why the store could not answer or could not take a revocation right now, or nil.
	Ready(ctx context.Context) error
}

// CheckRevoke returns an error that wraps [ErrArgument] for arguments of Revoke that cannot be meant. It is for stores.
func CheckRevoke(ttl time.Duration, anchors []string) error {
	switch {
	case ttl <= 0:
		return errors.Join(ErrArgument, errors.New("the time to live must be positive"))
	case len(anchors) == 0:
		return errors.Join(ErrArgument, errors.New("no anchor is named"))
	case slices.Contains(anchors, ""):
		return errors.Join(ErrArgument, errors.New("an anchor is empty"))
	}
	return nil
}

// CheckEpoch returns an error that wraps [ErrArgument] for arguments of AdvanceEpoch that cannot be meant. It is for
// stores.
func CheckEpoch(zone string, epoch int64) error {
	switch {
	case zone == "":
		return errors.Join(ErrArgument, errors.New("no zone is named"))
	case epoch < 0:
		return errors.Join(ErrArgument, errors.New("the epoch is negative"))
	}
	return nil
}
