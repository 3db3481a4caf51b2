package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// TestColor: only a terminal gets colours, and not when its user has said no (no-color.org). The null device stands for
// a terminal: it is a character device too.
func TestColor(t *testing.T) {
	device, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer device.Close()
	file, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	tests := []struct {
		name string
		p    program
		want bool
	}{
		{"terminal", program{stderr: device}, true},
		{"terminal, NO_COLOR", program{stderr: device, environ: []string{"NO_COLOR=1"}}, false},
		{"terminal, NO_COLOR empty", program{stderr: device, environ: []string{"NO_COLOR="}}, true},
		{"dumb terminal", program{stderr: device, environ: []string{"TERM=dumb"}}, false},
		{"file", program{stderr: file}, false},
		{"pipe", program{stderr: new(bytes.Buffer)}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.p.color(); got != tt.want {
				t.Errorf("colours: %v", got)
			}
		})
	}
}
