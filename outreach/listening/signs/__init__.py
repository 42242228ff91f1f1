"""What words give away: tables of phrases, weighed by hand, English and German."""
