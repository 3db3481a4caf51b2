package revocation

import (
	"context"
	"errors"
	"time"
)

// MemoryConfig configures a memory store. The zero value is usable.
type MemoryConfig struct {
	// MaxEntries bounds revocations and zones together; 0: 100,000.
	MaxEntries int
	// Now is the clock; nil: [time.Now].
	Now func() time.Time
}

// Memory is a [Store] in this process. Safe for concurrent use.
type Memory struct{ cfg MemoryConfig }

// NewMemory returns an empty store.
func NewMemory(cfg MemoryConfig) *Memory { return &Memory{cfg} }

var errUnbuilt = errors.New("revocation: not built yet")

// Check implements [Store].
func (m *Memory) Check(ctx context.Context, zone string, anchors []string) (bool, int64, error) {
	return false, 0, errUnbuilt
}

// Revoke implements [Store].
func (m *Memory) Revoke(ctx context.Context, ttl time.Duration, anchors ...string) error {
	return errUnbuilt
}

// AdvanceEpoch implements [Store].
func (m *Memory) AdvanceEpoch(ctx context.Context, zone string, epoch int64) error { return errUnbuilt }

// Ready implements [Store].
func (m *Memory) Ready(ctx context.Context) error { return errUnbuilt }
