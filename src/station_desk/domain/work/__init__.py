"""Daily work: activities, meetings, reports, notices, complaints."""
