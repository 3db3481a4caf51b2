package revocation

import (
	"context"
	"math"
	"sync"
	"sync/atomic"
	"time"
)

// MemoryConfig configures a memory store. The zero value is usable.
type MemoryConfig struct {
	// MaxEntries bounds revocations and zones together; 0: 100,000.
	MaxEntries int
	// Now is the clock; nil: [time.Now].
	Now func() time.Time
}

// Memory is a [Store] in this process, for one process: another does not see it, and a restart empties it. When it is
// full of live revocations it refuses new ones with [ErrFull] and is not ready until old ones have ended; it never
// forgets a live one. Safe for concurrent use; Check takes no lock and allocates nothing.
type Memory struct {
	max int
	now func() time.Time

	marks  sync.Map // anchor → *mark
	epochs sync.Map // zone → *atomic.Int64

	mu      sync.Mutex // held by writers
	entries int
}

// mark is one revocation. It ends at an instant, in nanoseconds since 1970.
type mark struct{ until atomic.Int64 }

// NewMemory returns an empty store.
func NewMemory(cfg MemoryConfig) *Memory {
	m := &Memory{max: cfg.MaxEntries, now: cfg.Now}
	if m.max <= 0 {
		m.max = 100_000
	}
	if m.now == nil {
		m.now = time.Now
	}
	return m
}

// Check implements [Store]. It never fails.
func (m *Memory) Check(_ context.Context, zone string, anchors []string) (revoked bool, epoch int64, err error) {
	if e, ok := m.epochs.Load(zone); ok {
		epoch = e.(*atomic.Int64).Load()
	}
	for _, anchor := range anchors {
		if found, ok := m.marks.Load(anchor); ok && m.now().UnixNano() < found.(*mark).until.Load() {
			return true, epoch, nil
		}
	}
	return false, epoch, nil
}

// Revoke implements [Store]: all anchors or, with ErrFull, none of those that were not there yet.
func (m *Memory) Revoke(_ context.Context, ttl time.Duration, anchors ...string) error {
	if err := CheckRevoke(ttl, anchors); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	until := m.now().UnixNano()
	until += min(int64(ttl), math.MaxInt64-until) // beyond that, a revocation for ever would be one that has ended
	var fresh []string
	for _, anchor := range anchors {
		if found, ok := m.marks.Load(anchor); ok {
			if old := found.(*mark); old.until.Load() < until {
				old.until.Store(until)
			}
			continue
		}
		fresh = append(fresh, anchor)
	}
	if !m.room(len(fresh)) {
		return ErrFull
	}
	for _, anchor := range fresh {
		added := &mark{}
		added.until.Store(until)
		if _, there := m.marks.LoadOrStore(anchor, added); !there {
			m.entries++
		}
	}
	return nil
}

// AdvanceEpoch implements [Store].
func (m *Memory) AdvanceEpoch(_ context.Context, zone string, epoch int64) error {
	if err := CheckEpoch(zone, epoch); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if found, ok := m.epochs.Load(zone); ok {
		if current := found.(*atomic.Int64); current.Load() < epoch {
			current.Store(epoch)
		}
		return nil
	}
	if !m.room(1) {
		return ErrFull
	}
	added := &atomic.Int64{}
	added.Store(epoch)
	m.epochs.Store(zone, added)
	m.entries++
	return nil
}

// Ready implements [Store]: a full store could not take the next revocation.
func (m *Memory) Ready(context.Context) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.room(1) {
		return ErrFull
	}
	return nil
}

// room reports whether n entries fit, after dropping those that have ended if need be. The caller holds mu.
func (m *Memory) room(n int) bool {
	if m.entries+n <= m.max {
		return true
	}
	now := m.now().UnixNano()
	m.marks.Range(func(anchor, found any) bool {
		if found.(*mark).until.Load() <= now {
			m.marks.Delete(anchor)
			m.entries--
		}
		return true
	})
	return m.entries+n <= m.max
}
