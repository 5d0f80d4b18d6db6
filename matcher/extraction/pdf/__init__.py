"""Read PDF: pdfminer.six opens the file; PDFium paints the pages, and reads those that pdfminer.six cannot.

In: bytes. Out: text in reading order with boxes, hidden text marked. Start at ``reader``.
"""
