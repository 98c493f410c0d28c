"""The two streams of people of the sample, under correction and in help, each with the parts its rows sum up."""
