package main

import (
	"context"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// rounds is how often the suite runs: MCPGEN_CONFORMANCE_ROUNDS, or once.
func rounds(t *testing.T) int {
	text := os.Getenv("MCPGEN_CONFORMANCE_ROUNDS")
	if text == "" {
		return 1
	}
	n, err := strconv.Atoi(text)
	must(t, err)
	return n
}

// TestConformance runs the official suite: each requirement set in full, on one endpoint, without a failure or a warning;
// with authorization on, and without any.
func TestConformance(t *testing.T) {
	npm(t, "@modelcontextprotocol/conformance")
	for name, open := range map[string]bool{"authorized": false, "open": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, open)
			for round := range rounds(t) {
				for set, scored := range map[string]int{"2026-07-28": 37, "2025-11-25": 30} {
					out := suite(t, s, "--requirements", set)
					total := regexp.MustCompile(`Score: (\d+)/(\d+)`).FindStringSubmatch(out)
					want := strconv.Itoa(scored)
					if total == nil || total[1] != want || total[2] != want || blemished(out) {
						t.Errorf("round %d, %s: want %d of %d, no failure and no warning\n%s", round+1, set, scored, scored, out)
					}
				}
			}
		})
	}
}

// TestConformanceUnscored runs scenarios that no requirement set counts.
func TestConformanceUnscored(t *testing.T) {
	npm(t, "@modelcontextprotocol/conformance")
	s := start(t, false)
	for scenario, version := range map[string]string{
		"json-schema-2020-12": "2026-07-28", "http-custom-header-server-validation": "2026-07-28", "http-header-validation": "2026-07-28",
		"server-session-lifecycle": "2025-11-25",
	} {
		if out := suite(t, s, "--scenario", scenario, "--spec-version", version); blemished(out) || !strings.Contains(out, "Passed") {
			t.Errorf("%s:\n%s", scenario, out)
		}
	}
}

// blemished reports a failure or a warning in the output of the suite.
func blemished(out string) bool {
	counts := regexp.MustCompile(`(\d+) (?:failed|warnings?)`).FindAllStringSubmatch(out, -1)
	for _, m := range counts {
		if m[1] != "0" {
			return true
		}
	}
	return len(counts) == 0
}

// suite runs the suite with the proxy as the server, and returns what it prints.
func suite(t *testing.T, s *site, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	args = append([]string{npm(t, ".bin/conformance"), "server", "--url", s.proxy}, args...)
	cmd := exec.CommandContext(ctx, npm(t, ".bin/node"), args...)
	cmd.Dir = t.TempDir() // it writes results
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Logf("the suite ended with %v", err)
	}
	return string(out)
}
