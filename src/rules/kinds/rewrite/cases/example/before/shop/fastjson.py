def loads(text):
    return {"text": text}
