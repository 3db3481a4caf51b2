package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/mcpgen/mcpgen/internal/test/interop"
	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
)

// TestMain lets the test binary be the program itself, so that clients can start it.
func TestMain(m *testing.M) {
	if os.Getenv("EVERYTHING_IS_SERVER") == "true" {
		main() // exits
	}
	os.Exit(m.Run())
}

// command starts the program on standard streams, with settings beside.
func command(t *testing.T, settings ...string) []string {
	t.Helper()
	env, err := exec.LookPath("env")
	must(t, err)
	self, err := os.Executable()
	must(t, err)
	return append(append([]string{env, "EVERYTHING_IS_SERVER=true", "MCPGEN_AUDIT=off"}, settings...), self, "-stdio")
}

// TestClients has every client list and use everything, over HTTP and stdio, in each protocol version that it speaks, and
// compares what came of it with one table for all of them.
func TestClients(t *testing.T) {
	table := interop.Load(t, filepath.Join("..", "..", "testdata", "interop", "everything.json"))
	for _, client := range interop.Clients() {
		for _, era := range client.Eras {
			for wire, visit := range map[string]func(*testing.T) (interop.Target, interop.Caller){
				"http": func(t *testing.T) (interop.Target, interop.Caller) {
					s := start(t, false)
					return interop.Target{URL: s.direct, Token: s.token(t)}, interop.Caller{Has: []string{"everything:use"}}
				},
				"stdio": func(t *testing.T) (interop.Target, interop.Caller) {
					return interop.Target{Command: command(t)}, interop.Caller{Trusted: true, Fresh: client.Slow}
				},
				"stdio with a token": func(t *testing.T) (interop.Target, interop.Caller) {
					s := start(t, false)
					settings := []string{"MCPGEN_PROFILE=rfc9068", "MCPGEN_ISSUER=" + s.issuer.URL(), "MCPGEN_AUDIENCE=" + audience,
						"MCPGEN_STDIO_TOKEN=" + s.token(t)}
					return interop.Target{Command: command(t, settings...)},
						interop.Caller{Has: []string{"everything:use"}, Fresh: client.Slow}
				},
			} {
				if client.Slow && wire+" "+era != "http "+interop.Modern && wire+" "+era != "stdio "+interop.Legacy {
					continue
				}
				t.Run(fmt.Sprintf("%s/%s/%s", client.Name, era, wire), func(t *testing.T) {
					target, caller := visit(t)
					target.Era, target.Table, target.Prints = era, table, leakcheck.Tee(nil)
					report := client.Visit(t, target)
					if report.Protocol != era {
						t.Errorf("it spoke %s", report.Protocol)
					}
					for _, problem := range table.Problems(report, caller) {
						t.Error(problem)
					}
				})
			}
		}
	}
}
