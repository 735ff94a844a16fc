"""Pictures from what a network says of them: Mahendran and Vedaldi 2015."""
