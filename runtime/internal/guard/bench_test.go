package guard_test

import (
	"context"
	"reflect"
	"syscall"
	"testing"
	"time"

	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/internal/guard"
	"github.com/mcpgen/mcpgen/runtime/principal"
)

// deciding returns one decision as most are: two scopes, one of them implied, and a tag rule.
func deciding(t testing.TB, least ...string) func() guard.Outcome {
	t.Helper()
	g := guard.New(check.RestrictTag("admin", "admin"))
	target := &guard.Target{
		ID:     check.Component{Name: "x", Tags: []string{"admin"}},
		Checks: []check.Check{check.Scopes(least...).ImpliedBy("read", "write")},
	}
	if err := g.Prepare(target, reflect.TypeFor[struct{}]()); err != nil {
		t.Fatal(err)
	}
	caller := &principal.Principal{Issuer: "i", Subject: "s", Scopes: principal.SetOf("write", "admin")}
	q := guard.NewQuery(check.Begin(caller, check.Call, nil))
	return func() guard.Outcome {
		d := g.Decide(context.Background(), q, target)
		return d.Outcome
	}
}

func BenchmarkDecide(b *testing.B) {
	decide := deciding(b, "read", "write")
	b.ReportAllocs()
	start := processorTime()
	for b.Loop() {
		if decide() != guard.Allow {
			b.Fatal("refused")
		}
	}
	b.ReportMetric(float64(processorTime()-start)/float64(b.N), "cpu-ns/op") // machines are shared
}

func processorTime() time.Duration {
	var usage syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &usage) != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// TestDecidingAllocatesNothing: neither who passes nor who is refused costs memory.
func TestDecidingAllocatesNothing(t *testing.T) {
	for _, row := range []struct {
		least []string
		want  guard.Outcome
	}{{[]string{"read", "write"}, guard.Allow}, {[]string{"never"}, guard.Hidden}} {
		decide := deciding(t, row.least...)
		if got := decide(); got != row.want {
			t.Fatalf("%v: %s, want %s", row.least, got, row.want)
		}
		if n := testing.AllocsPerRun(100, func() { decide() }); n != 0 {
			t.Errorf("%v: %v allocations", row.least, n)
		}
	}
}
