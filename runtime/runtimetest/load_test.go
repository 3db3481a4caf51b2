package runtimetest_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/mcpgen/mcpgen/internal/leakcheck"
	mcpruntime "github.com/mcpgen/mcpgen/runtime"
	"github.com/mcpgen/mcpgen/runtime/devissuer"
	"github.com/mcpgen/mcpgen/runtime/mandate"
	"github.com/mcpgen/mcpgen/runtime/runtimetest"
)

// holder is a token under load. Its session may be revoked while requests run.
type holder struct {
	token, session    string
	refused           bool              // the token is no good from the start
	outcomes          map[string]string // by tool
	revoking, revoked atomic.Bool
}

// load is one run: workers ask at random, while keys rotate and sessions are revoked.
type load struct {
	t       *testing.T
	site    *runtimetest.Site
	client  *http.Client
	mu      sync.RWMutex
	holders []*holder
	counts  [4]atomic.Int64 // allow, missing, challenge, refused
	wrong   atomic.Int64
}

var outcomeNames = []string{"allow", "missing", "challenge", "refused"}

func (l *load) add(outcomes map[string]string, claims devissuer.Claims) {
	h := &holder{session: claims.SessionID, outcomes: outcomes, token: leakcheck.Secret(l.site.Token(claims).Reveal())}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.holders = append(l.holders, h)
}

func (l *load) pick() *holder {
	for {
		l.mu.RLock()
		holders := l.holders
		l.mu.RUnlock()
		if len(holders) > 0 {
			return holders[rand.IntN(len(holders))]
		}
		runtime.Gosched() // the old ones are retired, the new ones are being minted
	}
}

var (
	readerOutcomes = map[string]string{"greet": "allow", "purge": "missing", "write": "challenge", "absent": "missing"}
	writerOutcomes = map[string]string{"greet": "allow", "purge": "missing", "write": "allow", "absent": "missing"}
	toolNames      = []string{"greet", "purge", "write", "absent"}
)

// populate adds callers signed by the present key.
func (l *load) populate(round int) {
	for i := range 8 {
		session := fmt.Sprintf("session-%d-%d", round, i)
		l.add(readerOutcomes, devissuer.Claims{SessionID: "r" + session, Scopes: []string{"read"}})
		l.add(writerOutcomes, devissuer.Claims{SessionID: "w" + session, Scopes: []string{"write"}})
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, bad := range []devissuer.Claims{{Lifetime: -time.Minute}, {Audience: "https://other.example"}} {
		h := &holder{refused: true, token: leakcheck.Secret(l.site.Token(bad).Reveal())}
		l.holders = append(l.holders, h)
	}
	l.holders = append(l.holders, &holder{refused: true, token: "garbage"})
	if extra := len(l.holders) - 200; extra > 0 {
		l.holders = l.holders[extra:] // the oldest have had their day
	}
}

// disturb rotates keys and revokes sessions until stop is closed.
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
		h := l.pick()
		if h.refused || !h.revoking.CompareAndSwap(false, true) {
			continue
		}
		if err := l.site.Revocations.Revoke(l.t.Context(), time.Hour, h.session); err != nil {
			l.t.Error(err)
		}
		h.revoked.Store(true)
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
	l.populate(-round) // other sessions than those of this round
	l.site.Issuer.Withdraw()
}

// ask sends one call and holds the answer against what must be.
func (l *load) ask() {
	h, tool := l.pick(), toolNames[rand.IntN(len(toolNames))]
	surely := h.refused || h.revoked.Load()
	got, text := l.call(h.token, tool)
	maybe := h.revoking.Load()
	l.counts[got].Add(1)
	outcome := outcomeNames[got]
	switch {
	case surely && outcome == "refused", !surely && maybe && outcome == "refused", !surely && outcome == h.outcomes[tool]:
	default:
		if l.wrong.Add(1) < 10 {
			l.t.Errorf("%s as %s: %s, want %s (revoked %v/%v)\n%s", tool, h.session, outcome, h.outcomes[tool], surely, maybe, text)
		}
	}
}

func (l *load) call(token, tool string) (outcome int, text string) {
	req, err := http.NewRequest("POST", l.site.URL, strings.NewReader(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{`+
		`"name":"`+tool+`","arguments":{},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",`+
		`"io.modelcontextprotocol/clientInfo":{"name":"t","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}}}}`))
	if err != nil {
		l.t.Error(err)
		return 3, ""
	}
	for name, value := range map[string]string{
		"Content-Type": "application/json", "Authorization": "Bearer " + token,
		"Mcp-Protocol-Version": "2026-07-28", "Mcp-Method": "tools/call", "Mcp-Name": tool,
	} {
		req.Header.Set(name, value)
	}
	resp, err := l.client.Do(req)
	if err != nil {
		l.t.Error(err)
		return 3, ""
	}
	defer resp.Body.Close()
	body, _ := io.ReadAll(resp.Body)
	text = fmt.Sprint(resp.StatusCode, " ", string(body))
	switch {
	case resp.StatusCode == 200 && strings.Contains(text, "hello"):
		return 0, text
	case resp.StatusCode == 400 && strings.Contains(text, "not found"):
		return 1, text
	case resp.StatusCode == 403 && strings.Contains(text, `"missing_scopes":["write"]`):
		return 2, text
	}
	return 3, text
}

// TestLoad asks with 64 connections for a mix of everything. MCPGEN_LOAD is the number of requests; docs/reliability.md
// keeps the figures of a long run.
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
	}, register)
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

	var mix []string
	for i, name := range outcomeNames {
		mix = append(mix, fmt.Sprintf("%s %d", name, l.counts[i].Load()))
		if l.counts[i].Load() == 0 {
			t.Errorf("no request was %s", name)
		}
	}
	t.Logf("%d requests in %v (%.0f/s): %s; %d wrong; goroutines %d → %d; heap %d → %d KiB", requests, took.Round(time.Millisecond),
		float64(requests)/took.Seconds(), strings.Join(mix, ", "), l.wrong.Load(), goroutines, goroutinesAfter, heap>>10, heapAfter>>10)
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
