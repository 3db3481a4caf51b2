package revocation_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/mcpgen/mcpgen/runtime/revocation"
	"github.com/mcpgen/mcpgen/runtime/revocation/storetest"
)

// clock is a clock that tests move.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

func TestMemoryKeepsTheContract(t *testing.T) {
	t.Parallel()
	c := &clock{now: time.Unix(1790000000, 0)}
	storetest.Run(t, func(*testing.T) revocation.Store {
		return revocation.NewMemory(revocation.MemoryConfig{Now: c.Now})
	}, c.advance)
}

// TestFullMemory: a full store refuses, says so, and forgets nothing that is live; what has ended makes room.
func TestFullMemory(t *testing.T) {
	t.Parallel()
	c := &clock{now: time.Unix(1790000000, 0)}
	m := revocation.NewMemory(revocation.MemoryConfig{MaxEntries: 10, Now: c.Now})
	for i := range 9 {
		if err := m.Revoke(t.Context(), time.Duration(i+1)*time.Minute, fmt.Sprint(i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := m.Revoke(t.Context(), time.Hour, "x", "y"); !errors.Is(err, revocation.ErrFull) {
		t.Errorf("two more: %v", err)
	}
	if revoked, _, _ := m.Check(t.Context(), "", []string{"x", "y"}); revoked {
		t.Error("a refused revocation is in force in part")
	}
	if err := m.AdvanceEpoch(t.Context(), "zone", 1); err != nil {
		t.Error(err)
	}
	if err := m.AdvanceEpoch(t.Context(), "zone", 2); err != nil {
		t.Errorf("raising a known epoch needs no room: %v", err)
	}
	if err := m.Revoke(t.Context(), time.Hour, "3"); err != nil {
		t.Errorf("prolonging needs no room: %v", err)
	}
	for name, err := range map[string]error{"ready": m.Ready(t.Context()), "zone": m.AdvanceEpoch(t.Context(), "zone 2", 1), "one": m.Revoke(t.Context(), time.Hour, "x")} {
		if !errors.Is(err, revocation.ErrFull) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for i := range 9 {
		if revoked, _, _ := m.Check(t.Context(), "", []string{fmt.Sprint(i)}); !revoked {
			t.Errorf("%d was forgotten", i)
		}
	}
	c.advance(time.Minute)
	if err := errors.Join(m.Ready(t.Context()), m.Revoke(t.Context(), time.Hour, "x")); err != nil {
		t.Errorf("after one has ended: %v", err)
	}
}

func TestCheckAllocatesNothing(t *testing.T) {
	m := revocation.NewMemory(revocation.MemoryConfig{})
	if err := errors.Join(m.Revoke(t.Context(), time.Hour, "other"), m.AdvanceEpoch(t.Context(), "zone-1", 7)); err != nil {
		t.Fatal(err)
	}
	anchors := []string{"a", "b", "c", "d"}
	ctx := t.Context()
	if n := testing.AllocsPerRun(100, func() { _, _, _ = m.Check(ctx, "zone-1", anchors) }); n != 0 {
		t.Errorf("Check allocates %v times", n)
	}
}
