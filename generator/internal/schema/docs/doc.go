// Package docs finds what is written about a declaration: its comment, its tag, and marks to leave it out.
package docs
