// Package interop holds servers against clients that others wrote: each client lists everything, uses everything it lists,
// and what came of each use is compared with one table for all clients. The table is derived from nothing: a component
// that is listed and not in the table fails, and so does one that is in the table and not listed.
//
// A client is a program that reads a [Target] as JSON on standard input and writes a [Report]: testdata/npm/interop.mjs
// and testdata/gosdk are such. Two are driven from here: mcp-go's client and the Inspector's command line. It is for tests
// only.
package interop

import (
	"encoding/json"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
)

// Table says what a server serves and what comes of using it, in words that every client can read.
type Table struct {
	// Answers are what clients answer when the server asks them.
	Answers Answers `json:"answers"`
	// Uses are the components, by key: "tool NAME", "prompt NAME", "resource URI", "template TEMPLATE" and
	// "completion PROMPT-OR-TEMPLATE ARGUMENT".
	Uses map[string]Use `json:"uses"`
	// Changed are the lists that change while everything is used: "tools", "prompts".
	Changed []string `json:"changed,omitempty"`
	// Updated are the resources to subscribe to, which are updated while everything is used.
	Updated []string `json:"updated,omitempty"`
}

// Answers are what a client answers to requests of the server.
type Answers struct {
	Elicitation map[string]any `json:"elicitation,omitempty"` // by field; a form gets those that it has
	Sampling    string         `json:"sampling,omitempty"`    // the model's text
	Roots       []Root         `json:"roots,omitempty"`
}

// Root is a place that the client works in.
type Root struct {
	URI  string `json:"uri"`
	Name string `json:"name"`
}

// Use is how one component is used, and what has to come of it.
type Use struct {
	// Arguments of a tool or prompt. Nil sends none.
	Arguments json.RawMessage `json:"arguments,omitempty"`
	// URI to read of a template.
	URI string `json:"uri,omitempty"`
	// Value to complete.
	Value string `json:"value,omitempty"`
	// Requires is what a caller must have, a scope or whatever else: without it the component is hidden, which is not listed
	// and missing when it is used. "" hides it from nobody.
	Requires string `json:"requires,omitempty"`
	// Challenges says that it is listed and refused, instead of hidden, to a caller who lacks what it requires.
	Challenges bool `json:"challenges,omitempty"`
	// Needs are the client capabilities without which the use is refused with -32021.
	Needs []string `json:"needs,omitempty"`
	// Appears says that it is served only after other components were used.
	Appears bool `json:"appears,omitempty"`
	// Result has to be the result, without what the protocol adds to it. A string in it that begins with ~ is a regular
	// expression.
	Result any `json:"result"`
	// Progress and Log are the notifications that come with it.
	Progress []float64 `json:"progress,omitempty"`
	Log      []any     `json:"log,omitempty"`
}

// Target is whom a client visits: an endpoint with a token, or a command to talk to over its standard streams.
type Target struct {
	URL     string   `json:"url,omitempty"`
	Token   string   `json:"token,omitempty"`
	Command []string `json:"command,omitempty"`
	// Era is the protocol version to speak.
	Era   string `json:"era"`
	Table *Table `json:"table"`
	// Prints gets what client programs print. Nil: nobody.
	Prints io.Writer `json:"-"`
}

// print hands what a client printed to whoever wants it.
func (t Target) print(texts ...string) {
	if t.Prints != nil {
		_, _ = io.WriteString(t.Prints, strings.Join(texts, "\n")+"\n")
	}
}

// Report is what a client saw.
type Report struct {
	// Protocol is the version that was negotiated.
	Protocol string `json:"protocol"`
	// Listed are the keys of what was listed, in order.
	Listed []string `json:"listed"`
	// Outcomes are what came of each use, those of the table that were not listed among them.
	Outcomes map[string]Outcome `json:"outcomes"`
	// Changed and Updated are what the client was told of while it was there.
	Changed []string `json:"changed"`
	Updated []string `json:"updated"`
	// Observes is what this client shows beside results: "progress", "log", "changed", "updated" and "completion".
	Observes []string `json:"observes"`
	// Can are the capabilities that it declared.
	Can []string `json:"can"`
}

// Outcome is what came of one use.
type Outcome struct {
	Result   any       `json:"result"`
	Error    *Failure  `json:"error"`
	Progress []float64 `json:"progress"`
	Log      []any     `json:"log"`
}

// Failure is an error that the client reported. Not every client tells the code.
type Failure struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
}

// Load reads a table.
func Load(t testing.TB, path string) *Table {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	table := &Table{}
	if err := json.Unmarshal(raw, table); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return table
}

func (r *Report) observes(kind string) bool { return slices.Contains(r.Observes, kind) }
