package check

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/mcpgen/mcpgen/runtime/principal"
)

// Check is one requirement. Implementations must be safe for concurrent use. An error of any kind refuses; so does a
// panic, and so does a context that ended meanwhile.
type Check interface {
	Check(ctx context.Context, r *Request) error
}

// Request is what a check decides on. It must not be changed or kept by the check.
type Request struct {
	Principal *principal.Principal // nil when there is no token
	Component Component
	Phase     Phase

	once    *once    // results of caller checks of this request; nil: they run each time
	claims  []string // path of the claim that holds roles; nil: "roles"
	hanging *Hanging // counts checks left behind; nil: nobody counts
	args    argState
	value   any // the decoded arguments, when args is argKnown
}

// Component is what the caller wants to use, as it was registered. It is shared: do not change what it points to.
type Component struct {
	Kind  Kind
	Name  string
	URI   string // URI or URI template of a resource, else ""
	Title string
	Tags  []string
	Meta  map[string]any
}

// Kind is the kind of a component.
type Kind uint8

// The kinds of components.
const (
	Unknown Kind = iota
	Tool
	Resource
	ResourceTemplate
	Prompt
)

// String returns the name used in audit events: "tool", "resource", "resource_template", "prompt" or "unknown".
func (k Kind) String() string {
	switch k {
	case Tool:
		return "tool"
	case Resource:
		return "resource"
	case ResourceTemplate:
		return "resource_template"
	case Prompt:
		return "prompt"
	default:
		return "unknown"
	}
}

// Phase says what is being decided: whether a component is shown, or whether it is used.
type Phase uint8

// The phases.
const (
	Call Phase = iota // the component is called, read, got or completed; the zero Phase, being the stricter one
	List              // the component would be listed
)

// String returns "call" or "list".
func (p Phase) String() string {
	if p == List {
		return "list"
	}
	return "call"
}

// ErrRefused is the opaque refusal of the built-in checks. It carries no detail on purpose.
var ErrRefused = errors.New("refused by a check")

// own is a copy of r for one check of the user, who may keep what it is given, or change it against the rules: neither may
// be felt by the next check, by the function, or by the next request. The checks of a list run side by side.
func (r *Request) own() *Request {
	own := *r
	if r.Principal != nil {
		p := *r.Principal
		own.Principal = &p
	}
	own.Component.Tags, own.Component.Meta = slices.Clone(r.Component.Tags), maps.Clone(r.Component.Meta)
	return &own
}

// argState says what a request knows of the arguments. The zero state refuses every argument check: nobody may use one
// where there are no arguments, such as the server layer.
type argState uint8

const (
	argNone    argState = iota // there are none here
	argPending                 // not decoded yet, or a list: argument checks count as passed
	argKnown                   // decoded
)

// WithoutArguments makes argument checks count as passed in decisions on r.
func (r *Request) WithoutArguments() { r.args, r.value = argPending, nil }

// WithArguments gives argument checks in decisions on r the decoded arguments: a pointer to the type they were made for.
func (r *Request) WithArguments(in any) { r.args, r.value = argKnown, in }

// once holds the results of caller checks within one request. Safe for concurrent use; each check runs once.
type once struct {
	mu      sync.Mutex
	results map[Check]func() error
}

func (o *once) result(c Check, run func() error) error {
	o.mu.Lock()
	get, ok := o.results[c]
	if !ok {
		if o.results == nil {
			o.results = map[Check]func() error{}
		}
		get = sync.OnceValue(run)
		o.results[c] = get
	}
	o.mu.Unlock()
	return get()
}

// Begin returns the Request from which the decisions of one protocol request are made: caller checks run once for it and
// its copies. rolesClaim is the path of the claim that [RolesClaim] reads; nil is "roles".
func Begin(p *principal.Principal, phase Phase, rolesClaim []string) *Request {
	return &Request{Principal: p, Phase: phase, once: &once{}, claims: rolesClaim}
}

// Hanging counts the checks that were left behind: their context ended, and they did not. The zero Hanging is ready. One
// belongs to a server; see [Request.Count].
type Hanging struct{ count atomic.Int64 }

// Count returns how many checks hang now.
func (h *Hanging) Count() int64 { return h.count.Load() }

// Count makes decisions on r, and on copies of it, count the checks they leave behind in h.
func (r *Request) Count(h *Hanging) { r.hanging = h }

// maxHanging is how many checks may hang before further ones are refused without being asked.
const maxHanging = 1000

func (h *Hanging) full() bool { return h != nil && h.count.Load() >= maxHanging }

func (h *Hanging) add(n int64) {
	if h != nil {
		h.count.Add(n)
	}
}
