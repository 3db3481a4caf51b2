package mcpruntime

import (
	"strings"
	"testing"
	"time"

	"github.com/mcpgen/mcpgen/runtime/check"
	"github.com/mcpgen/mcpgen/runtime/internal/guard"
	"github.com/mcpgen/mcpgen/runtime/internal/session"
	"github.com/mcpgen/mcpgen/runtime/internal/wire"
	"github.com/mcpgen/mcpgen/runtime/principal"
)

// TestRequestStateIsBound: what was sealed for one caller, component and arguments opens for these alone, unchanged, and
// for a quarter of an hour.
func TestRequestStateIsBound(t *testing.T) {
	key := []byte(strings.Repeat("k", 32))
	states, err := session.NewStates(key)
	if err != nil {
		t.Fatal(err)
	}
	replica, err := session.NewStates(key)
	if err != nil {
		t.Fatal(err)
	}
	other, err := session.NewStates([]byte(strings.Repeat("o", 32)))
	if err != nil {
		t.Fatal(err)
	}
	alice := &principal.Principal{Issuer: "i", Subject: "alice", ClientID: "c"}
	server := &Server{config: Config{Name: "notes", Resource: "https://notes.example/mcp"}}
	bind := func(p *principal.Principal, kind check.Kind, name, uri, args string) []byte {
		c := &component{Target: guard.Target{ID: check.Component{Kind: kind, Name: name}}}
		return server.stateBinding(&exchange{principal: p, msg: &wire.Message{URI: uri, Arguments: []byte(args)}}, c)
	}
	elsewhere := func(config Config) []byte {
		x := &exchange{principal: alice, msg: &wire.Message{Arguments: []byte(`{"to":"bob","amount":1}`)}}
		return (&Server{config: config}).stateBinding(x, &component{Target: guard.Target{ID: check.Component{Kind: check.Tool, Name: "pay"}}})
	}
	now := time.Unix(1_800_000_000, 0)
	own := bind(alice, check.Tool, "pay", "", `{"to":"bob","amount":1}`)
	sealed, err := states.Seal("round 1", now, own)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(sealed, "round") {
		t.Errorf("the state can be read: %s", sealed)
	}
	changed := []byte(sealed)
	changed[len(changed)/2] ^= 1
	for name, row := range map[string]struct {
		states  *session.States
		text    string
		after   time.Duration
		binding []byte
		want    bool
	}{
		"allow: the same":          {states, sealed, time.Minute, own, true},
		"allow: again":             {states, sealed, 2 * time.Minute, own, true},
		"allow: on a replica":      {replica, sealed, time.Minute, own, true},
		"allow: members reordered": {states, sealed, time.Minute, bind(alice, check.Tool, "pay", "", `{"amount":1, "to":"bob"}`), true},
		"allow: another replica":   {replica, sealed, time.Minute, elsewhere(server.config), true},
		"deny: another resource":   {states, sealed, time.Minute, elsewhere(Config{Name: "notes", Resource: "https://mail.example/mcp"}), false},
		"deny: another server":     {states, sealed, time.Minute, elsewhere(Config{Name: "mail", Resource: "https://notes.example/mcp"}), false},
		"deny: expired":            {states, sealed, session.StateLifetime, own, false},
		"deny: another key":        {other, sealed, time.Minute, own, false},
		"deny: altered":            {states, string(changed), time.Minute, own, false},
		"deny: appended":           {states, sealed + "-TAMPERED", time.Minute, own, false},
		"deny: cut":                {states, sealed[:len(sealed)-4], time.Minute, own, false},
		"deny: empty":              {states, "", time.Minute, own, false},
		"deny: plain":              {states, "round 1", time.Minute, own, false},
		"deny: huge":               {states, strings.Repeat("A", session.MaxStateBytes+1), time.Minute, own, false},
		"deny: another subject":    {states, sealed, time.Minute, bind(&principal.Principal{Issuer: "i", Subject: "bob", ClientID: "c"}, check.Tool, "pay", "", `{"to":"bob","amount":1}`), false},
		"deny: another client":     {states, sealed, time.Minute, bind(&principal.Principal{Issuer: "i", Subject: "alice", ClientID: "d"}, check.Tool, "pay", "", `{"to":"bob","amount":1}`), false},
		"deny: another issuer":     {states, sealed, time.Minute, bind(&principal.Principal{Issuer: "j", Subject: "alice", ClientID: "c"}, check.Tool, "pay", "", `{"to":"bob","amount":1}`), false},
		"deny: shifted identity":   {states, sealed, time.Minute, bind(&principal.Principal{Issuer: "ia", Subject: "lice", ClientID: "c"}, check.Tool, "pay", "", `{"to":"bob","amount":1}`), false},
		"deny: nobody":             {states, sealed, time.Minute, bind(nil, check.Tool, "pay", "", `{"to":"bob","amount":1}`), false},
		"deny: another component":  {states, sealed, time.Minute, bind(alice, check.Tool, "buy", "", `{"to":"bob","amount":1}`), false},
		"deny: another kind":       {states, sealed, time.Minute, bind(alice, check.Prompt, "pay", "", `{"to":"bob","amount":1}`), false},
		"deny: another URI":        {states, sealed, time.Minute, bind(alice, check.Tool, "pay", "x://a", `{"to":"bob","amount":1}`), false},
		"deny: other arguments":    {states, sealed, time.Minute, bind(alice, check.Tool, "pay", "", `{"to":"bob","amount":2}`), false},
		"deny: a last digit":       {states, sealed, time.Minute, bind(alice, check.Tool, "pay", "", `{"to":"bob","amount":1.0000000000000000001}`), false},
		"deny: without arguments":  {states, sealed, time.Minute, bind(alice, check.Tool, "pay", "", ``), false},
	} {
		state, err := row.states.Open(row.text, now.Add(row.after), row.binding)
		if (err == nil) != row.want || row.want && state != "round 1" || !row.want && state != "" {
			t.Errorf("%s: %q, %v", name, state, err)
		}
	}
}

// TestRequestStateComesBackOrIsNotSent: what would be too large to be opened is not sealed.
func TestRequestStateComesBackOrIsNotSent(t *testing.T) {
	states, err := session.NewStates([]byte(strings.Repeat("k", 32)))
	if err != nil {
		t.Fatal(err)
	}
	now, sealed, refused := time.Unix(1_800_000_000, 0), 0, 0
	for size := session.MaxStateBytes/4*3 - 50; size < session.MaxStateBytes/4*3; size++ {
		state := strings.Repeat("s", size)
		text, err := states.Seal(state, now, nil)
		if err != nil {
			refused++
			continue
		}
		sealed++
		if got, err := states.Open(text, now, nil); err != nil || got != state {
			t.Errorf("%d bytes: %v", size, err)
		}
	}
	if sealed == 0 || refused == 0 {
		t.Errorf("%d sealed, %d refused: the bound is elsewhere", sealed, refused)
	}
}
