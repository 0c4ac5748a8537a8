#pragma once
// As app/base/pch.h, with the widgets every page is made of.
#include "app/base/pch.h"
#include <QLabel>
#include <QPainter>
#include <QWidget>
