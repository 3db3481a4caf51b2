package schemas

import (
	"encoding/json"
	"os"
	"testing"
	"time"
)

// TestRatios measures in turns, so that noise hits all alike, and prints the ratios that docs/performance.md quotes.
// The targets are those of the project.
func TestRatios(t *testing.T) {
	if os.Getenv("MCPGEN_BENCH") == "" {
		t.Skip("set MCPGEN_BENCH=1 to measure for a minute")
	}
	bare, structured := handlers[0].make(), handlers[1].make()
	call := func(handle func() any) func() error {
		return func() error { _, err := json.Marshal(handle()); return err }
	}
	cost := fastest(t, map[string]func() error{
		"mcpgen":     values[0].run,
		"json":       values[1].run,
		"v2":         values[2].run,
		"tokens":     values[3].run,
		"bare":       call(func() any { return bare.HandleMessage(t.Context(), message) }),
		"structured": call(func() any { return structured.HandleMessage(t.Context(), message) }),
	}, 15, 2000)
	start := fastest(t, map[string]func() error{
		"mcpgen":  func() error { return registrations[0].run(1000) },
		"raw":     func() error { return registrations[1].run(1000) },
		"reflect": func() error { return registrations[2].run(1000) },
		"sdk":     func() error { return registrations[3].run(1000) },
	}, 5, 1)
	for _, r := range []struct {
		what    string
		got, of time.Duration
		target  float64
	}{
		{"decode, validate and encode / encoding/json without validation", cost["mcpgen"], cost["json"], 0.5},
		{"decode, validate and encode / go-json-experiment without validation", cost["mcpgen"], cost["v2"], 0},
		{"decode, validate and encode / what mcp-go's structured handler with validation adds to its dispatch", cost["mcpgen"], cost["structured"] - cost["bare"], 0.15},
		{"reading the tokens with jsontext alone / decode, validate and encode", cost["tokens"], cost["mcpgen"], 0},
		{"registering 1,000 tools / mcp-go with raw schemas", start["mcpgen"], start["raw"], 1.1},
		{"registering 1,000 tools / mcp-go with reflected schemas", start["mcpgen"], start["reflect"], 0},
		{"registering 1,000 tools / go-sdk with typed tools", start["mcpgen"], start["sdk"], 0},
	} {
		ratio := float64(r.got) / float64(r.of)
		t.Logf("%5.3f  %s (%v / %v)", ratio, r.what, r.got, r.of)
		if r.target > 0 && ratio > r.target {
			t.Errorf("%s is %.3f, want at most %.2f", r.what, ratio, r.target)
		}
	}
}

// fastest runs each function in turns of n and returns the shortest time of one run.
func fastest(t *testing.T, runs map[string]func() error, turns, n int) map[string]time.Duration {
	t.Helper()
	best := map[string]time.Duration{}
	for range turns {
		for name, run := range runs {
			begin := time.Now()
			for range n {
				if err := run(); err != nil {
					t.Fatalf("%s: %v", name, err)
				}
			}
			if d := time.Since(begin) / time.Duration(n); best[name] == 0 || d < best[name] {
				best[name] = d
			}
		}
	}
	return best
}
