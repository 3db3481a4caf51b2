// Package builds reasons about build constraints: in which builds a file is compiled, and whether two files can be part of
// one build. It knows what the go command knows of a build: system, architecture, cgo and tags.
package builds
