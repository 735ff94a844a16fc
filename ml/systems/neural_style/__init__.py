"""A neural algorithm of artistic style: a picture is moved until its features are as wanted."""
