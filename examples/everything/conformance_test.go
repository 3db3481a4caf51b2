package main

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/mcpgen/mcpgen/internal/test/interop"
	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
)

// rounds is how often the suite runs: MCPGEN_CONFORMANCE_ROUNDS, else five times where tools are required (CI), since one
// of mcp-go's limits was a race, and once elsewhere.
func rounds(t *testing.T) int {
	text := os.Getenv("MCPGEN_CONFORMANCE_ROUNDS")
	switch {
	case text == "" && os.Getenv("MCPGEN_REQUIRE_TOOLS") == "1":
		return 5
	case text == "":
		return 1
	}
	n, err := strconv.Atoi(text)
	must(t, err)
	return n
}

// TestConformance runs the official suite: each requirement set in full, on one endpoint, without a failure or a warning;
// with authorization on, and without any.
func TestConformance(t *testing.T) {
	interop.NPM(t, "@modelcontextprotocol/conformance")
	for name, open := range map[string]bool{"authorized": false, "open": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, open)
			for round := range rounds(t) {
				for set, scored := range map[string]int{"2026-07-28": 37, "2025-11-25": 30} {
					if got := suite(t, s, "--requirements", set).blameless(t); got != scored {
						t.Errorf("round %d, %s: %d of %d", round+1, set, got, scored)
					}
				}
			}
		})
	}
}

// TestConformanceUnscored runs scenarios that no requirement set counts.
func TestConformanceUnscored(t *testing.T) {
	interop.NPM(t, "@modelcontextprotocol/conformance")
	s := start(t, false)
	for scenario, version := range map[string]string{
		"json-schema-2020-12": "2026-07-28", "http-custom-header-server-validation": "2026-07-28", "http-header-validation": "2026-07-28",
		"server-session-lifecycle": "2025-11-25",
	} {
		if got := suite(t, s, "--scenario", scenario, "--spec-version", version).blameless(t); got != 1 {
			t.Errorf("%s: %d of 1", scenario, got)
		}
	}
}

// verdict is what the suite has found: the checks of each scenario that counts.
type verdict struct {
	scenarios map[string][]checked
	output    string
}

type checked struct {
	ID, Status   string
	ErrorMessage string
}

// blameless returns the number of scenarios of which some check passed and none failed or warned, and reports the others.
func (v verdict) blameless(t *testing.T) (count int) {
	t.Helper()
	for scenario, checks := range v.scenarios {
		passed, bad := 0, 0
		for _, c := range checks {
			switch c.Status {
			case "SUCCESS":
				passed++
			case "INFO":
			default:
				bad++
				t.Errorf("%s: %s %s: %s", scenario, c.Status, c.ID, c.ErrorMessage)
			}
		}
		if passed > 0 && bad == 0 {
			count++
		}
	}
	if count == 0 {
		t.Errorf("the suite said:\n%s", v.output)
	}
	return count
}

// suite runs the suite with the proxy as the server.
func suite(t *testing.T, s *site, args ...string) verdict {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	results := t.TempDir()
	args = append([]string{interop.NPM(t, ".bin/conformance"), "server", "--url", s.proxy, "--output-dir", results}, args...)
	cmd := exec.CommandContext(ctx, interop.NPM(t, ".bin/node"), args...)
	cmd.Dir = results
	out, _ := leakcheck.Output(cmd) // its exit code counts scenarios that are not scored
	v := verdict{scenarios: map[string][]checked{}, output: string(out)}
	_, unscored, _ := strings.Cut(v.output, "Not scored for")
	files, err := filepath.Glob(filepath.Join(results, "*", "checks.json"))
	must(t, err)
	for _, file := range files {
		scenario := regexp.MustCompile(`^server-(.*)-\d{4}-\d\d-\d\dT`).FindStringSubmatch(filepath.Base(filepath.Dir(file)))[1]
		if regexp.MustCompile(`[✓✗] ` + regexp.QuoteMeta(scenario) + ` \(`).MatchString(unscored) {
			continue
		}
		raw, err := os.ReadFile(file)
		must(t, err)
		var checks []checked
		must(t, json.Unmarshal(raw, &checks))
		v.scenarios[scenario] = append(v.scenarios[scenario], checks...)
	}
	return v
}
