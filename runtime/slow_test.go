package mcpruntime_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/principal"
)

func TestSlowChecksAreRefusals(t *testing.T) {
	block := make(chan struct{})
	t.Cleanup(func() { close(block) })
	stuck := check.Bool("stuck", func(*check.Request) bool { <-block; return true }) // ignores its context
	s := serve(t, func(c *mcpruntime.Config) { c.CheckTimeout = 100 * time.Millisecond },
		tool("stuck", mcpruntime.ChallengeUnless(check.Scopes("write"), stuck)), tool("open", open))
	for _, e := range eras {
		start := time.Now()
		if a := s.call(e, "scopes:", "stuck", `{"text":""}`); outcomeOf(a) != "missing" {
			t.Errorf("%s: %s", e, a)
		}
		if got := s.audit.last(); got.Outcome != "hidden" || got.Reason != "check_timeout" || got.Check != "stuck" {
			t.Errorf("audit: %+v", got)
		}
		if names := s.list(e, "scopes:"); len(names) != 1 || names[0] != "open" {
			t.Errorf("listed %v", names)
		}
		if took := time.Since(start); took > 3*time.Second {
			t.Errorf("took %v", took)
		}
	}
}

func TestSlowChecksOfAListRunSideBySide(t *testing.T) {
	var callers atomic.Int32
	premium := check.Caller("premium", func(context.Context, *principal.Principal) (bool, error) {
		callers.Add(1)
		time.Sleep(10 * time.Millisecond)
		return true, nil
	})
	var running, most atomic.Int32
	var components []mcpruntime.Component
	for i := range 100 {
		components = append(components, tool(fmt.Sprintf("t%03d", i), mcpruntime.HideUnless(premium,
			check.Bool("slow", func(r *check.Request) bool {
				now := running.Add(1)
				for old := most.Load(); now > old && !most.CompareAndSwap(old, now); old = most.Load() {
				}
				time.Sleep(5 * time.Millisecond)
				running.Add(-1)
				return r.Component.Name[3]%2 == 0
			}))))
	}
	s := serve(t, nil, components...)
	s.session("scopes:")
	start := time.Now()
	if names := s.list(legacy, "scopes:"); len(names) != 50 || names[1] != "t002" {
		t.Errorf("%d listed: %v", len(names), names)
	}
	if took := time.Since(start); took > 400*time.Millisecond {
		t.Errorf("took %v: one after the other would be 500 ms", took)
	}
	if callers.Load() != 1 {
		t.Errorf("the caller check ran %d times", callers.Load())
	}
	if most.Load() > 16 {
		t.Errorf("%d checks at once", most.Load())
	}
}

func TestHangingChecksAreBounded(t *testing.T) {
	block := make(chan struct{})
	var asked atomic.Int32
	c := check.Bool("stuck", func(*check.Request) bool { asked.Add(1); <-block; return true })
	var hanging check.Hanging
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	r := check.Begin(&principal.Principal{Issuer: "i"}, check.Call, nil)
	r.Count(&hanging)
	for range 1500 {
		if check.One(ctx, c, r) == nil {
			t.Fatal("passes")
		}
	}
	if n := hanging.Count(); n > 1000 {
		t.Errorf("%d checks hang", n)
	}
	close(block)
	for range 500 {
		if hanging.Count() == 0 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d checks still count as hanging after they ended", hanging.Count())
}

func TestRecheckEndsARunningCall(t *testing.T) {
	ended := make(chan bool, 1)
	started := make(chan struct{})
	s := serve(t, func(c *mcpruntime.Config) { c.RecheckInterval = 30 * time.Millisecond },
		toolDoing("slow", open, func(ctx context.Context, _ *textIn) (string, error) {
			close(started)
			select {
			case <-ctx.Done():
				ended <- true
			case <-time.After(5 * time.Second):
				ended <- false
			}
			return "", nil
		}))
	go func() {
		<-started
		time.Sleep(100 * time.Millisecond)
		s.verifier.revoke()
	}()
	s.call(modern, "scopes:", "slow", `{"text":""}`)
	if !<-ended {
		t.Error("the call outlived its revoked mandate")
	}
}
