package main

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// TestCollectLate: nothing is collected until there is much, and then as usual, whatever the memory in use.
func TestCollectLate(t *testing.T) {
	t.Setenv("GOGC", "")
	t.Setenv("GOMEMLIMIT", "")
	percent, limit := debug.SetGCPercent(75), debug.SetMemoryLimit(1<<40)
	defer func() { debug.SetGCPercent(percent); debug.SetMemoryLimit(limit) }()
	collectLate()
	if got := debug.SetMemoryLimit(-1); got != 128<<20 {
		t.Errorf("at the start the memory limit is %d", got)
	}
	for deadline := time.Now().Add(10 * time.Second); debug.SetMemoryLimit(-1) != 1<<40; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the limit was not lifted by collections")
		}
		runtime.GC()
	}
	if got := debug.SetGCPercent(75); got != 75 {
		t.Errorf("then garbage is collected at %d percent", got)
	}
}

// TestCollectLateOverridden: who sets GOGC or GOMEMLIMIT means it.
func TestCollectLateOverridden(t *testing.T) {
	for _, name := range []string{"GOGC", "GOMEMLIMIT"} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("GOGC", "")
			t.Setenv("GOMEMLIMIT", "")
			t.Setenv(name, "90")
			before := debug.SetMemoryLimit(-1)
			collectLate()
			if got := debug.SetMemoryLimit(-1); got != before {
				t.Errorf("the memory limit is %d, was %d", got, before)
			}
		})
	}
}
