// Package storetest is the contract of revocation.Store as tests: every store passes it, ours and yours.
package storetest

import (
	"errors"
	"fmt"
	"math"
	"sync"
	"testing"
	"time"

	"github.com/mcpgen/mcpgen/runtime/revocation"
)

// Tick is the shortest time that a store must tell apart. Revocations in the tests live for a few.
const Tick = 100 * time.Millisecond

// Run tests the stores that open returns: empty, and not shared with another test. sleep lets time pass for them:
// time.Sleep, or advancing the clock they were given.
func Run(t *testing.T, open func(t *testing.T) revocation.Store, sleep func(time.Duration)) {
	t.Helper()
	for name, test := range map[string]func(t *testing.T, s revocation.Store, sleep func(time.Duration)){
		"an empty store revokes nothing":         empty,
		"every anchor counts":                    anchors,
		"a revocation ends":                      ends,
		"a longer revocation is never shortened": notShortened,
		"the longest revocation":                 longest,
		"an epoch only rises":                    epochRises,
		"an epoch does not expire":               epochStays,
		"odd anchors are kept apart":             oddAnchors,
		"bad arguments change nothing":           badArguments,
		"concurrent use":                         concurrent,
	} {
		t.Run(name, func(t *testing.T) { test(t, open(t), sleep) })
	}
}

// want checks one answer of the store.
func want(t *testing.T, s revocation.Store, revoked bool, epoch int64, zone string, anchors ...string) {
	t.Helper()
	gotRevoked, gotEpoch, err := s.Check(t.Context(), zone, anchors)
	if err != nil || gotRevoked != revoked || gotEpoch != epoch {
		t.Errorf("Check(%q, %q) is %v, %d, %v; want %v, %d", zone, anchors, gotRevoked, gotEpoch, err, revoked, epoch)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func empty(t *testing.T, s revocation.Store, _ func(time.Duration)) {
	want(t, s, false, 0, "zone", "a", "b")
	want(t, s, false, 0, "zone")
	want(t, s, false, 0, "", "a")
	want(t, s, false, 0, "", "")
	must(t, s.Ready(t.Context()))
}

func anchors(t *testing.T, s revocation.Store, _ func(time.Duration)) {
	must(t, s.Revoke(t.Context(), time.Hour, "b", "c"))
	must(t, s.Revoke(t.Context(), time.Hour, "b"))
	want(t, s, true, 0, "zone", "a", "b")
	want(t, s, true, 0, "zone", "c")
	want(t, s, true, 0, "", "x", "y", "z", "c")
	want(t, s, false, 0, "zone", "a")
	want(t, s, false, 0, "zone", "B")
	want(t, s, false, 0, "zone", "")
	want(t, s, false, 0, "b", "a")
}

func ends(t *testing.T, s revocation.Store, sleep func(time.Duration)) {
	must(t, s.Revoke(t.Context(), 5*Tick, "a"))
	want(t, s, true, 0, "zone", "a")
	sleep(6 * Tick)
	want(t, s, false, 0, "zone", "a")
	must(t, s.Revoke(t.Context(), time.Hour, "a"))
	want(t, s, true, 0, "zone", "a")
}

func notShortened(t *testing.T, s revocation.Store, sleep func(time.Duration)) {
	must(t, s.Revoke(t.Context(), time.Hour, "long first"))
	must(t, s.Revoke(t.Context(), 2*Tick, "long first", "short first"))
	must(t, s.Revoke(t.Context(), time.Hour, "short first"))
	sleep(4 * Tick)
	want(t, s, true, 0, "zone", "long first")
	want(t, s, true, 0, "zone", "short first")
}

// longest asks for a time to live that ends beyond what nanoseconds since 1970 can say.
func longest(t *testing.T, s revocation.Store, sleep func(time.Duration)) {
	must(t, s.Revoke(t.Context(), math.MaxInt64, "for ever"))
	must(t, s.Revoke(t.Context(), time.Hour, "prolonged"))
	must(t, s.Revoke(t.Context(), math.MaxInt64, "prolonged"))
	sleep(Tick)
	want(t, s, true, 0, "zone", "for ever")
	want(t, s, true, 0, "zone", "prolonged")
}

func epochRises(t *testing.T, s revocation.Store, _ func(time.Duration)) {
	must(t, s.AdvanceEpoch(t.Context(), "zone", 9))
	want(t, s, false, 9, "zone", "a")
	must(t, s.AdvanceEpoch(t.Context(), "zone", 10)) // a comparison as text would say that 9 is later
	must(t, s.AdvanceEpoch(t.Context(), "zone", 9))
	must(t, s.AdvanceEpoch(t.Context(), "zone", 0))
	want(t, s, false, 10, "zone")
	want(t, s, false, 0, "other zone", "a")
	const beyondDouble = 1<<53 + 1
	must(t, s.AdvanceEpoch(t.Context(), "zone", beyondDouble))
	must(t, s.AdvanceEpoch(t.Context(), "zone", beyondDouble-1))
	want(t, s, false, beyondDouble, "zone")
	must(t, s.Revoke(t.Context(), time.Hour, "a"))
	want(t, s, true, beyondDouble, "zone", "a")
}

func epochStays(t *testing.T, s revocation.Store, sleep func(time.Duration)) {
	must(t, s.AdvanceEpoch(t.Context(), "zone", 3))
	sleep(5 * Tick)
	want(t, s, false, 3, "zone")
}

func oddAnchors(t *testing.T, s revocation.Store, _ func(time.Duration)) {
	odd := []string{"a:b", "a b", "a\nb", "a\x00", "*", "{a}", "é", "\xff", "DEL a", fmt.Sprintf("%01000d", 1)}
	for i, a := range odd {
		want(t, s, false, 0, "zone", a)
		must(t, s.Revoke(t.Context(), time.Hour, a))
		want(t, s, true, 0, "zone", a)
		for _, later := range odd[i+1:] {
			want(t, s, false, 0, "zone", later)
		}
	}
	want(t, s, false, 0, "zone", "a", "b")
	must(t, s.AdvanceEpoch(t.Context(), "zone:x", 5))
	want(t, s, false, 5, "zone:x")
	want(t, s, false, 0, "zone")
}

func badArguments(t *testing.T, s revocation.Store, _ func(time.Duration)) {
	for name, err := range map[string]error{
		"no anchor":      s.Revoke(t.Context(), time.Hour),
		"empty anchor":   s.Revoke(t.Context(), time.Hour, "a", ""),
		"no time":        s.Revoke(t.Context(), 0, "a"),
		"negative time":  s.Revoke(t.Context(), -time.Second, "a"),
		"no zone":        s.AdvanceEpoch(t.Context(), "", 1),
		"negative epoch": s.AdvanceEpoch(t.Context(), "zone", -1),
	} {
		if !errors.Is(err, revocation.ErrArgument) {
			t.Errorf("%s: %v", name, err)
		}
	}
	want(t, s, false, 0, "zone", "a", "")
}

// concurrent revokes and asks at once: once Revoke has returned, every Check sees it.
func concurrent(t *testing.T, s revocation.Store, _ func(time.Duration)) {
	var all sync.WaitGroup
	for worker := range 8 {
		all.Go(func() {
			for i := range 50 {
				anchor := fmt.Sprintf("%d/%d", worker, i)
				want := int64(i)
				if err := errors.Join(s.Revoke(t.Context(), time.Hour, anchor, "shared"), s.AdvanceEpoch(t.Context(), "zone", want)); err != nil {
					t.Error(err)
				}
				revoked, epoch, err := s.Check(t.Context(), "zone", []string{"other", anchor})
				if !revoked || epoch < want || err != nil {
					t.Errorf("%s: %v, %d, %v", anchor, revoked, epoch, err)
				}
			}
		})
	}
	all.Wait()
	want(t, s, true, 49, "zone", "shared")
}
