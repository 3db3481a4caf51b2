package interop

import "testing"

// Client is one of those that others wrote.
type Client struct {
	Name string
	// Eras are the protocol versions that it speaks.
	Eras []string
	// Slow says that it is started for each use, and the server with it over stdio: one visit over each wire, in one era
	// each, has to do.
	Slow bool
	// Visit lists and uses everything.
	Visit func(t testing.TB, target Target) *Report
}
