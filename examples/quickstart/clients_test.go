package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/mcpgen/mcpgen/internal/test/interop"
	"github.com/mcpgen/mcpgen/internal/test/leakcheck"
	"github.com/mcpgen/mcpgen/runtime/devissuer"
)

// TestMain lets the test binary be the program itself, so that clients can start it.
func TestMain(m *testing.M) {
	if os.Getenv("QUICKSTART_IS_SERVER") == "true" {
		main() // exits
	}
	os.Exit(m.Run())
}

// TestClients has clients list and use all that they see: as somebody who may do everything, as somebody who may only read
// and is challenged for more, and over stdio, where nothing is checked.
func TestClients(t *testing.T) {
	table := interop.Load(t, filepath.Join("..", "..", "testdata", "interop", "quickstart.json"))
	admin := devissuer.Claims{
		Subject: "ada", Scopes: []string{"notes:admin"}, Extra: map[string]any{"name": "Ada", "level": 7, "premium": true},
	}
	over := func(claims devissuer.Claims) func(t *testing.T) interop.Target {
		return func(t *testing.T) interop.Target {
			s := serveNotes(t, nil)
			return interop.Target{URL: s.url, Token: s.token(claims).Reveal()}
		}
	}
	for _, client := range interop.Clients() {
		if client.Slow {
			continue // it uses components in any order, and has its turn in examples/everything
		}
		for _, era := range client.Eras {
			for name, row := range map[string]struct {
				target func(t *testing.T) interop.Target
				caller interop.Caller
			}{
				"http, everything": {over(admin), interop.Caller{Has: []string{"notes:read", "notes:write", "notes:admin", "premium", "level 5"}}},
				"http, reading":    {over(reader), interop.Caller{Has: []string{"notes:read"}}},
				"stdio":            {program, interop.Caller{Trusted: true}},
			} {
				t.Run(fmt.Sprintf("%s/%s/%s", client.Name, era, name), func(t *testing.T) {
					target := row.target(t)
					target.Era, target.Table, target.Prints = era, table, leakcheck.Tee(nil)
					for _, problem := range table.Problems(client.Visit(t, target), row.caller) {
						t.Error(problem)
					}
				})
			}
		}
	}
}

// program starts the quickstart on standard streams.
func program(t *testing.T) interop.Target {
	t.Helper()
	env, err := exec.LookPath("env")
	must(t, err)
	self, err := os.Executable()
	must(t, err)
	return interop.Target{Command: []string{env, "QUICKSTART_IS_SERVER=true", "MCPGEN_AUDIT=off", self, "-stdio"}}
}
