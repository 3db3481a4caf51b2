// Package within finds out whether a stated schema lies within what a plain Go type takes.
package within
