"""Official papers that draw on several rooms: from the request letter to the quarter's recap."""
