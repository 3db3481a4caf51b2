package mcpruntime

import (
	"context"
	"syscall"
	"testing"
	"time"

	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/principal"
)

var benchPrincipal = &principal.Principal{Issuer: "i", Subject: "s", Scopes: principal.SetOf("write", "admin")}

// BenchmarkDecide is one decision: two scopes, one of them implied, and a tag rule.
func BenchmarkDecide(b *testing.B) {
	g := newGuard([]check.Check{check.RestrictTag("admin", "admin")})
	c := &component{
		id:     check.Component{Name: "x", Tags: []string{"admin"}},
		policy: HideUnless(check.Scopes("read", "write").ImpliedBy("read", "write")),
	}
	c.scopes = g.scopesFor(c)
	q := newQuery(benchPrincipal, check.Call, nil, true)
	b.ReportAllocs()
	start := processorTime()
	for b.Loop() {
		if g.decide(context.Background(), q, c).outcome != outcomeAllow {
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
