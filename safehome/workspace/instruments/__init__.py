"""Other people's questionnaires: licences, their words, and scores worked out on paper."""
