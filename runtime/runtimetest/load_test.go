package runtimetest_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/devissuer"
	"github.com/mcpgen/mcpgen/runtime/mandate"
	"github.com/mcpgen/mcpgen/runtime/runtimetest"
)

// load is one run: workers ask at random, in both protocol eras, while keys rotate, mandates are revoked and sessions end.
type load struct {
	t       *testing.T
	site    *runtimetest.Site
	client  *http.Client
	mu      sync.RWMutex
	holders []*holder
	counts  [2][6]atomic.Int64 // by era (sessions first) and outcome
	wrong   atomic.Int64
}

func (l *load) pick() *holder {
	for {
		l.mu.RLock()
		holders := l.holders
		l.mu.RUnlock()
		if len(holders) > 0 {
			return holders[rand.IntN(len(holders))]
		}
		runtime.Gosched() // the old ones are retired, the new ones are being made
	}
}

// populate adds callers signed by the present key, and some that nobody signed.
func (l *load) populate(round int) {
	var fresh []*holder
	for i := range 16 {
		h := &holder{name: fmt.Sprintf("holder-%d-%d", round, i), writer: i%2 == 0}
		h.anchor = "anchor-" + h.name
		claims := devissuer.Claims{Subject: h.name, SessionID: h.anchor, Scopes: []string{"read"}}
		if h.writer {
			claims.Scopes = []string{"write"}
		}
		h.token = leakcheck.Secret(l.site.Token(claims).Reveal())
		l.begin(h)
		fresh = append(fresh, h)
	}
	for _, bad := range []devissuer.Claims{{Lifetime: -time.Minute}, {Audience: "https://other.example"}} {
		token := leakcheck.Secret(l.site.Token(bad).Reveal())
		fresh = append(fresh, &holder{name: "bad", refused: true, token: token, session: fresh[0].session})
	}
	fresh = append(fresh, &holder{name: "garbage", refused: true, token: "garbage", session: fresh[0].session})
	l.mu.Lock()
	defer l.mu.Unlock()
	l.holders = slices.Concat(l.holders, fresh)
	if extra := len(l.holders) - 200; extra > 0 {
		l.holders = l.holders[extra:] // the oldest have had their day
	}
}

// disturb rotates keys, revokes mandates and ends sessions until stop is closed.
func (l *load) disturb(stop chan struct{}) {
	for round := 1; ; round++ {
		select {
		case <-stop:
			return
		case <-time.After(300 * time.Millisecond):
		}
		if err := l.site.Issuer.Rotate(); err != nil {
			l.t.Error(err)
		}
		if round%20 == 0 {
			l.retire(round)
		}
		l.populate(round)
		if h := l.pick(); !h.refused && !h.revoking.Load() && h.ending.CompareAndSwap(false, true) {
			l.end(h)
		}
		if h := l.pick(); !h.refused && h.revoking.CompareAndSwap(false, true) {
			if err := l.site.Revocations.Revoke(l.t.Context(), time.Hour, h.anchor); err != nil {
				l.t.Error(err)
			}
			h.revoked.Store(true)
		}
	}
}

// retire takes all old keys out of the published set. Their tokens may be refused from now on, and are asked with no more.
func (l *load) retire(round int) {
	l.mu.Lock()
	for _, h := range l.holders {
		h.revoking.Store(true)
	}
	l.holders = nil
	l.mu.Unlock()
	l.populate(-round) // other callers than those of this round
	l.site.Issuer.Withdraw()
}

// ask sends one request and holds the answer against what must be.
func (l *load) ask() {
	h, q, name := l.pick(), questions[rand.IntN(len(questions))], names[rand.IntN(len(names))]
	stateless, session, stolen := rand.IntN(2), "", false
	if stateless == 0 {
		owner := h
		if rand.IntN(20) == 0 {
			owner = l.pick()
		}
		session, stolen = owner.session, owner.session != h.session
	}
	surely, over := h.refused || h.revoked.Load(), stolen || session != "" && h.ended.Load()
	got, answer := l.send(h, q, name, session)
	maybe, ending := h.revoking.Load(), session != "" && h.ending.Load()

	want := []string{h.want(q, name)}
	switch {
	case surely:
		want = []string{"refused"}
	case over:
		want = []string{"unknown session"}
	case ending:
		want = append(want, "unknown session")
	}
	if maybe && !surely {
		want = append(want, "refused")
	}
	if i := slices.Index(outcomes, got); i >= 0 {
		l.counts[stateless][i].Add(1)
	}
	if !slices.Contains(want, got) && l.wrong.Add(1) < 10 {
		l.t.Errorf("%s %s as %s, stateless %d: %s, want %v\n%s", q.method, name, h.name, stateless, got, want, answer)
	}
}

// TestLoad asks over 64 connections for a mix of everything, in both eras. MCPGEN_LOAD is the number of requests;
// docs/reliability.md keeps the figures of a long run.
func TestLoad(t *testing.T) {
	requests, _ := strconv.ParseInt(os.Getenv("MCPGEN_LOAD"), 10, 64)
	if requests == 0 {
		requests = 4000
	}
	const connections = 64
	site := runtimetest.Start(t, runtimetest.Options{
		ZoneID:  "zone",
		Mandate: func(c *mandate.Config) { c.Keys.RefetchInterval = 20 * time.Millisecond },
		Config:  func(c *mcpruntime.Config) { c.Audit = leakcheck.Sink(nil) },
	}, registerLoad)
	l := &load{t: t, site: site, client: &http.Client{Transport: &http.Transport{
		MaxConnsPerHost: connections, MaxIdleConnsPerHost: connections,
	}}}
	l.populate(0)
	l.run(connections, 2000) // warm caches and pools
	goroutines, heap := l.settled()
	start := time.Now()
	stop, disturbed := make(chan struct{}), make(chan struct{})
	go func() { defer close(disturbed); l.disturb(stop) }()
	l.run(connections, requests)
	took := time.Since(start)
	close(stop)
	<-disturbed
	goroutinesAfter, heapAfter := l.settled()

	t.Logf("%d requests in %v (%.0f/s): %d wrong; goroutines %d → %d; heap %d → %d KiB", requests, took.Round(time.Millisecond),
		float64(requests)/took.Seconds(), l.wrong.Load(), goroutines, goroutinesAfter, heap>>10, heapAfter>>10)
	for e, name := range []string{"sessions", "stateless"} {
		var mix []string
		for i, outcome := range outcomes {
			n := l.counts[e][i].Load()
			mix = append(mix, fmt.Sprintf("%s %d", outcome, n))
			if n == 0 && (outcome != "unknown session" || e == 0) {
				t.Errorf("%s: no request was %s", name, outcome)
			}
		}
		t.Logf("%s: %s", name, strings.Join(mix, ", "))
	}
	if l.wrong.Load() > 0 {
		t.Errorf("%d wrong outcomes", l.wrong.Load())
	}
	if goroutinesAfter > goroutines+5 {
		t.Errorf("goroutines grew from %d to %d", goroutines, goroutinesAfter)
	}
	if heapAfter > heap+16<<20 {
		t.Errorf("the heap grew from %d to %d KiB", heap>>10, heapAfter>>10)
	}
}

func (l *load) run(connections int, requests int64) {
	var left atomic.Int64
	left.Store(requests)
	var workers sync.WaitGroup
	for range connections {
		workers.Go(func() {
			for left.Add(-1) >= 0 && l.wrong.Load() < 100 {
				l.ask()
			}
		})
	}
	workers.Wait()
}

// settled closes what is idle and returns how many goroutines and bytes are left.
func (l *load) settled() (goroutines int, heap uint64) {
	l.client.CloseIdleConnections()
	goroutines = runtime.NumGoroutine()
	for range 50 {
		time.Sleep(20 * time.Millisecond)
		now := runtime.NumGoroutine()
		if now >= goroutines && goroutines < 30 {
			break
		}
		goroutines = min(goroutines, now)
	}
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return goroutines, stats.HeapAlloc
}
