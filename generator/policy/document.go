package policy

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Version is the version of the JSON form. Fields are only added within a version.
const Version = 1

// Document is the policy of some packages.
type Document struct {
	Version  int       `json:"version"`
	Packages []Package `json:"packages"`
}

// Package is the policy of one package; components in source order.
type Package struct {
	Path       string      `json:"path"`
	Scopes     []Scope     `json:"scopes,omitempty"`
	Components []Component `json:"components"`
}

// Scope is one declared scope. Implies is transitive.
type Scope struct {
	Name        string   `json:"name"`
	Description string   `json:"description,omitempty"`
	Implies     []string `json:"implies,omitempty"`
}

// Component is one tool, resource, prompt or completion.
type Component struct {
	Kind  string   `json:"kind"`
	Name  string   `json:"name"`
	Title string   `json:"title,omitempty"`
	URI   string   `json:"uri,omitempty"`
	Tags  []string `json:"tags,omitempty"`
	// Meta are the entries of meta.KEY=, which checks can read, as JSON.
	Meta map[string]json.RawMessage `json:"meta,omitempty"`
	// Func is the Go function, as "(*Service).AddNote".
	Func string `json:"func"`
	// Deny is "hide" or "challenge".
	Deny string `json:"deny"`
	// Requires are AND-combined and never empty.
	Requires []Requirement `json:"requires"`
	Declared Place         `json:"declared"`
}

// Place is a position in a file, relative to the package's directory.
type Place struct {
	File string `json:"file"`
	Line int    `json:"line"`
}

// Requirement is one term of a policy.
type Requirement struct {
	// Kind is the name of a built-in term, or "check".
	Kind string `json:"kind"`
	// Text is the term as written, in normal form.
	Text string `json:"text"`
	// Words are the arguments of a built-in term: scopes, roles, targets, applications, the claim's path, a number.
	Words []string `json:"words,omitempty"`
	// SatisfiedBy holds, per scope, the declared scopes that imply it.
	SatisfiedBy map[string][]string `json:"satisfiedBy,omitempty"`
	// Value is the value of claim, as JSON.
	Value string `json:"value,omitempty"`
	// Any are the alternatives of any(…).
	Any []Requirement `json:"any,omitempty"`
	// Check is the custom check.
	Check *Check `json:"check,omitempty"`
	// Phase is "list" when the requirement decides whether a component is seen, and again when it is called; "call" when
	// it needs the arguments of the call.
	Phase string `json:"phase"`
	// Source is where the term stands: "auth", "package", "restrict" (of Tag), or "default" where nothing is written.
	Source string `json:"source,omitempty"`
	Tag    string `json:"tag,omitempty"`
}

// Check is a function that decides.
type Check struct {
	// Name is that of the function: with its import path for one of another package, as "(*Service).owns" for a method.
	Name        string `json:"name"`
	Description string `json:"description,omitempty"`
	// Args are the arguments: what a constant comes to, as Go writes it, or $ and the name of an argument of the call.
	Args []string `json:"args,omitempty"`
	// Code is a digest of the function's source without comments and layout. What the function calls is not part of it.
	Code string `json:"code,omitempty"`
	// CallerOnly says that it depends on the caller only and runs once per request.
	CallerOnly bool `json:"callerOnly,omitempty"`
}

// JSON writes the document, indented, in a stable order.
func (d Document) JSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(d)
}

// ErrVersion is returned by [Parse] for a document that this version cannot read.
var ErrVersion = errors.New("unknown version of a policy document")

// Parse reads what [Document.JSON] wrote.
func Parse(data []byte) (Document, error) {
	var d Document
	if err := json.Unmarshal(data, &d); err != nil {
		return Document{}, fmt.Errorf("reading policy: %w", err)
	}
	if d.Version != Version {
		return Document{}, fmt.Errorf("reading policy: %w: %d", ErrVersion, d.Version)
	}
	return d, nil
}
