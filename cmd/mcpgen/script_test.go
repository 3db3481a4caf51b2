package main

import (
	"flag"
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"mcpgen": func() {
		serveVet(os.Args[1:])
		p := &program{stdout: os.Stdout, stderr: os.Stderr, environ: os.Environ()}
		os.Exit(p.run(os.Args[1:]))
	}})
}

var update = flag.Bool("update", false, "rewrite the golden files in the scripts")

// TestScripts runs the command as a user types it.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata",
		UpdateScripts: *update,
		Setup: func(e *testscript.Env) error {
			for _, name := range []string{"GOCACHE", "GOMODCACHE", "GOFLAGS", "HOME"} {
				e.Setenv(name, os.Getenv(name))
			}
			e.Setenv("GOPROXY", "off")
			e.Setenv("GOWORK", "off")
			return nil
		},
	})
}
