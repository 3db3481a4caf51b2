package notes

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
)

// Priority says how urgent a note is.
type Priority string

// The priorities.
const (
	Low    Priority = "low"    // some day
	Normal Priority = "normal" // this week
	High   Priority = "high"   // today
)

// Draft is a note that has no number yet.
type Draft struct {
	// Title is what the note is about, in one line.
	Title string `json:"title" jsonschema:"minLength=1,maxLength=80"`
	// Text is the note itself.
	Text string `json:"text,omitempty" jsonschema:"maxLength=4000"`
	// Priority says how urgent the note is.
	Priority Priority `json:"priority,omitempty"`
	// Labels are words to find the note by.
	Labels []string `json:"labels,omitempty" jsonschema:"maxItems=10"`
}

// Note is a note as it is kept.
type Note struct {
	// Number identifies the note.
	Number int64 `json:"number"`
	Draft
	// Added is when the note was added.
	Added time.Time `json:"added"`
}

// Statistics counts notes.
type Statistics struct {
	// Total is the number of notes.
	Total int `json:"total"`
	// ByPriority is the number of notes of each priority that has any.
	ByPriority map[string]int `json:"by_priority"`
}

// Store keeps notes in memory. The zero Store is empty and ready; it is safe for concurrent use.
type Store struct {
	mu    sync.RWMutex
	notes []Note
	last  int64
}

// Add keeps a draft, added at the given instant, under the next number. A draft without priority is [Normal].
func (s *Store) Add(_ context.Context, draft Draft, added time.Time) (Note, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if draft.Priority == "" {
		draft.Priority = Normal
	}
	s.last++
	note := Note{Number: s.last, Draft: draft, Added: added}
	s.notes = append(s.notes, note)
	return note, nil
}

// Search returns at most limit notes that contain the phrase, without regard to case, newest first.
func (s *Store) Search(_ context.Context, phrase string, limit int) ([]Note, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	phrase = strings.ToLower(phrase)
	var found []Note
	for _, note := range slices.Backward(s.notes) {
		if len(found) == limit {
			break
		}
		if strings.Contains(strings.ToLower(note.Title+"\n"+note.Text), phrase) {
			found = append(found, note)
		}
	}
	return found, nil
}

// Purge deletes every note and returns how many there were. Numbers are not used again.
func (s *Store) Purge(context.Context) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := len(s.notes)
	s.notes = nil
	return n, nil
}

// Export returns all notes as text, oldest first.
func (s *Store) Export(context.Context) (string, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var text strings.Builder
	for _, note := range s.notes {
		fmt.Fprintf(&text, "#%d %s (%s)\n%s\n", note.Number, note.Title, note.Priority, note.Text)
	}
	return text.String(), nil
}

// Statistics counts the notes.
func (s *Store) Statistics(context.Context) (Statistics, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	count := Statistics{Total: len(s.notes), ByPriority: map[string]int{}}
	for _, note := range s.notes {
		count.ByPriority[string(note.Priority)]++
	}
	return count, nil
}
