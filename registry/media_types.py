"""The types of the files that the platform gives out and takes in."""

PDF = "application/pdf"
JPG = "image/jpeg"
PNG = "image/png"
CSV = "text/csv; charset=utf-8"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
