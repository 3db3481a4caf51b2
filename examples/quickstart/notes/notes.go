// Package notes is a small note keeper for agents: who may see and call what is written on each function, and mcpgen
// makes the MCP server from it.
//
//mcp:scope notes:read "read notes"
//mcp:scope notes:write implies=notes:read "add notes"
//mcp:scope notes:admin implies=notes:write "run the note keeper"
//mcp:restrict tag=admin auth=scopes(notes:admin)
package notes

//go:generate go tool mcpgen

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/mcpgen/mcpgen/runtime/principal"
)

// Service keeps notes in a store. Dependencies come in through its fields, not through globals.
type Service struct {
	Store *Store
	// Now tells the time; nil refuses to add notes.
	Now func() time.Time
}

// About says what this server is for.
//
//mcp:tool readonly closedworld auth=unrestricted
func (s *Service) About() string {
	return "A note keeper. Search notes, add notes, and ask for more rights when you need them."
}

// Greet greets the caller by name.
//
//mcp:tool readonly closedworld auth=unrestricted
func (s *Service) Greet(caller *principal.Principal) string {
	if caller == nil {
		return "Hello, guest!"
	}
	if name, ok := caller.Claims.String("name"); ok {
		return fmt.Sprintf("Hello, %s!", name)
	}
	return fmt.Sprintf("Hello, %s!", caller.Subject)
}

// SearchNotes finds notes whose title or text contains a phrase, newest first.
//
//mcp:tool readonly closedworld auth=scopes(notes:read)
//mcp:param phrase maxlen=200 default="" "what to look for; leave it out to list every note"
//mcp:param limit min=1 max=100 default=20 "how many notes to return at most"
func (s *Service) SearchNotes(ctx context.Context, phrase string, limit int) ([]Note, error) {
	return s.Store.Search(ctx, phrase, limit)
}

// AddNote adds a note and returns it with its number.
//
//mcp:tool closedworld auth=scopes(notes:write) deny=challenge
func (s *Service) AddNote(ctx context.Context, draft Draft) (Note, error) {
	if s.Now == nil {
		return Note{}, errors.New("the service has no clock")
	}
	return s.Store.Add(ctx, draft, s.Now())
}

// PurgeNotes deletes every note and returns how many there were.
//
//mcp:tool tags=admin destructive closedworld
func (s *Service) PurgeNotes(ctx context.Context) (int, error) {
	return s.Store.Purge(ctx)
}

// ExportNotes returns all notes as one text, a service for premium customers.
//
//mcp:tool readonly closedworld auth=premium
func (s *Service) ExportNotes(ctx context.Context) (string, error) {
	return s.Store.Export(ctx)
}

// NoteStatistics counts notes by priority, for staff of level 5 and above.
//
//mcp:tool readonly closedworld auth=level(5)
func (s *Service) NoteStatistics(ctx context.Context) (Statistics, error) {
	return s.Store.Statistics(ctx)
}
